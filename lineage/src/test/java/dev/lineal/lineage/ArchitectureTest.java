package dev.lineal.lineage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.lineal.lineage",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyChainKnowsWeb3j =
      noClasses()
          .that()
          .resideOutsideOfPackage("..lineage.chain..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.web3j..");

  @ArchTest
  static final ArchRule onlyChainAndIdentityKnowBouncyCastle =
      noClasses()
          .that()
          .resideOutsideOfPackages("..lineage.chain..", "..lineage.identity..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.lineal.lineage.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theGroundFloorKnowsNoOtherRoom =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lineal.he..", "dev.lineal.owner..", "dev.lineal.jobs..", "dev.lineal.market..");

  @ArchTest
  static final ArchRule onlyTheStoreKnowsSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage("..lineage.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "io.delta.tables..");

  @ArchTest
  static final ArchRule theRootKnowsNoneOfItsPackages =
      noClasses()
          .that()
          .resideInAPackage("dev.lineal.lineage")
          .and()
          .doNotHaveSimpleName("Main")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.lineal.lineage.*..");
}
