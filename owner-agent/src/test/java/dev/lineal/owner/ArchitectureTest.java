package dev.lineal.owner;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lineal.owner.ceremony.CeremonyRoutes;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.http.AgentServer;
import dev.lineal.owner.keys.SecretAccess;
import dev.lineal.owner.keys.SecretShare;
import java.security.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "dev.lineal.owner", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String OWNER = "dev.lineal.owner.";

  /** What each package may know of the others, from the ground up. */
  private static final Map<String, List<String>> KNOWS =
      Map.ofEntries(
          Map.entry("keys", List.of()),
          Map.entry("home", List.of("keys")),
          Map.entry("policy", List.of("home", "keys")),
          Map.entry("http", List.of("home", "policy")),
          Map.entry("shard", List.of("home", "http", "keys")),
          Map.entry("moments", List.of("shard")),
          Map.entry("ceremony", List.of("home", "http", "keys", "moments", "shard")),
          Map.entry(
              "serve", List.of("ceremony", "home", "http", "keys", "policy", "shard", "verify")),
          Map.entry(
              "cli", List.of("ceremony", "home", "http", "moments", "policy", "serve", "shard")),
          Map.entry("bench", List.of()),
          Map.entry("verify", List.of("home", "policy", "shard")));

  private static String[] packages(Stream<String> names) {
    return names.map(name -> OWNER + name + "..").toArray(String[]::new);
  }

  @ArchTest
  static void packages_knowWhatLiesBelow(JavaClasses classes) {
    KNOWS.forEach(
        (name, below) -> {
          String[] allowed = packages(Stream.concat(Stream.of(name), below.stream()));
          noClasses()
              .that()
              .resideInAPackage(OWNER + name + "..")
              .should()
              .dependOnClassesThat(
                  resideInAPackage("dev.lineal.owner..").and(not(resideInAnyPackage(allowed))))
              .check(classes);
        });
  }

  @ArchTest
  static void packages_areAllListed(JavaClasses classes) {
    String[] known =
        Stream.concat(
                Stream.of("dev.lineal.owner"), Arrays.stream(packages(KNOWS.keySet().stream())))
            .toArray(String[]::new);
    noClasses().should().resideOutsideOfPackages(known).check(classes);
  }

  @ArchTest
  static final ArchRule packages_withoutCycles =
      slices().matching("dev.lineal.owner.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule javalin_onlyInHttpAndThinRoutes =
      noClasses()
          .that()
          .resideOutsideOfPackage(AgentServer.class.getPackageName())
          .and()
          .haveSimpleNameNotEndingWith("Routes")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule routes_touchNoSecret =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Routes")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.lineal.owner.keys..");

  @ArchTest
  static final ArchRule otherRooms_areClosed =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.web3j..",
              "org.apache.spark..",
              "scala..",
              "dev.lineal.he.udf..",
              "dev.lineal.jobs..",
              "dev.lineal.market..");

  @ArchTest
  static void spark_isNotOnTheClassPath(JavaClasses classes) {
    for (String name : List.of("org.apache.spark.SparkContext", "org.apache.spark.sql.Dataset")) {
      assertThrows(ClassNotFoundException.class, () -> Class.forName(name), name);
    }
  }

  @ArchTest
  static final ArchRule natives_arePrivateStatic =
      methods()
          .that()
          .haveModifier(JavaModifier.NATIVE)
          .should()
          .bePrivate()
          .andShould()
          .beStatic();

  @ArchTest
  static final ArchRule natives_areInKeysAndBench =
      methods()
          .that()
          .haveModifier(JavaModifier.NATIVE)
          .should()
          .beDeclaredInClassesThat()
          .resideInAnyPackage("dev.lineal.owner.keys..", "dev.lineal.owner.bench..");

  /** The token that turns a share or a seed into bytes, and back. */
  @ArchTest
  static final ArchRule shareBytes_areForStorageAndTheCeremonysStages =
      noClasses()
          .that()
          .resideOutsideOfPackage(SecretAccess.class.getPackageName())
          .and()
          .doNotBelongToAnyOf(StudyHome.class)
          .and()
          .haveSimpleNameNotEndingWith("Stage")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(SecretAccess.class);

  @ArchTest
  static final ArchRule shareStages_areOfTheCeremony =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              SecretAccess.class.getPackageName(),
              StudyHome.class.getPackageName(),
              CeremonyRoutes.class.getPackageName())
          .should()
          .dependOnClassesThat()
          .areAssignableTo(SecretAccess.class);

  /** The share itself, whose bytes stay in native memory. */
  @ArchTest
  static final ArchRule shares_areLentToFew =
      noClasses()
          .that()
          .resideInAnyPackage(packages(Stream.of("http", "shard", "moments", "cli", "bench")))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(SecretShare.class);

  @ArchTest
  static final ArchRule accessors_haveNoGetPrefix =
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .areNotAssignableTo(Key.class)
          .should()
          .haveNameMatching("get[A-Z].*");
}
