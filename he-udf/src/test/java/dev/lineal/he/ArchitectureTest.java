package dev.lineal.he;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lineal.he", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String UDF = "dev.lineal.he.udf..";
  private static final String REFRESH = "dev.lineal.he.refresh..";
  private static final String LINALG = "dev.lineal.he.linalg..";

  @ArchTest
  static final ArchRule spark_onlyInUdf =
      noClasses()
          .that()
          .resideOutsideOfPackage(UDF)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache..", "scala..", "io.delta..");

  @ArchTest
  static final ArchRule neitherChainNorServer =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.web3j..", "io.javalin..");

  @ArchTest
  static final ArchRule nothingElseOfOurs =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lineal.owner..",
              "dev.lineal.jobs..",
              "dev.lineal.lineage..",
              "dev.lineal.market..");

  @ArchTest
  static final ArchRule packages_withoutCycles =
      slices().matching("dev.lineal.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule base_knowsNoLayerAbove =
      noClasses()
          .that()
          .resideInAPackage("dev.lineal.he")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LINALG, REFRESH, UDF);

  @ArchTest
  static final ArchRule linalg_knowsNoLayerAbove =
      noClasses()
          .that()
          .resideInAPackage(LINALG)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(REFRESH, UDF);

  @ArchTest
  static final ArchRule refresh_knowsNoLayerAbove =
      noClasses()
          .that()
          .resideInAPackage(REFRESH)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(UDF);

  /** Only native methods see addresses, besides NativeHandle and what is built on it. */
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
  static final ArchRule handles_areNotMadeFromAddresses =
      noConstructors()
          .that(startWithALong())
          .and()
          .areDeclaredInClassesThat()
          .areAssignableTo(NativeHandle.class)
          .should()
          .bePublic();

  @ArchTest
  static final ArchRule addresses_areForNativeHandleAndEncryptedObject =
      noConstructors()
          .that(startWithALong())
          .and()
          .areDeclaredInClassesThat()
          .areAssignableTo(NativeHandle.class)
          .and()
          .areNotDeclaredIn(NativeHandle.class)
          .and()
          .areNotDeclaredIn(EncryptedObject.class)
          .should()
          .beProtected();

  private static DescribedPredicate<JavaCodeUnit> startWithALong() {
    return DescribedPredicate.describe(
        "start with a long",
        unit ->
            !unit.getRawParameterTypes().isEmpty()
                && unit.getRawParameterTypes().get(0).isEquivalentTo(long.class));
  }

  @ArchTest
  static final ArchRule nothingNamesASecret =
      noMembers().should().haveNameMatching("(?i).*(secret|privateKey|decrypt).*");

  @ArchTest
  static final ArchRule publicMethods_takeNoBoolean =
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(UDF)
          .should()
          .haveRawParameterTypes(
              DescribedPredicate.describe(
                  "with a boolean",
                  types -> types.stream().anyMatch(t -> t.isEquivalentTo(boolean.class))));

  @ArchTest
  static final ArchRule accessors_haveNoGetPrefix =
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(UDF)
          .should()
          .haveNameMatching("get[A-Z].*");
}
