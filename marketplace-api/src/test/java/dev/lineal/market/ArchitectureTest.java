package dev.lineal.market;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(
    packages = "dev.lineal.market",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesKnowWhatLiesBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("airflow")
          .definedBy("..market.airflow..")
          .layer("training")
          .definedBy("..market.training..")
          .layer("index")
          .definedBy("..market.index..")
          .layer("json")
          .definedBy("..market.json..")
          .layer("page")
          .definedBy("..market.page..")
          .layer("http")
          .definedBy("..market.http..")
          .layer("cli")
          .definedBy("..market.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("page")
          .mayOnlyBeAccessedByLayers("http")
          .whereLayer("training")
          .mayOnlyBeAccessedByLayers("json", "page", "http", "cli")
          .whereLayer("json")
          .mayOnlyBeAccessedByLayers("page", "http");

  @ArchTest
  static final ArchRule onlyHttpKnowsTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackage("..market.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..");

  @ArchTest
  static final ArchRule theMarketKnowsLineageOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lineal.he..",
              "dev.lineal.owner..",
              "dev.lineal.jobs..",
              "dev.lineal.lineage.store..",
              "org.apache.spark..",
              "org.web3j..",
              "io.delta..");

  @Test
  void sparkIsNotOnTheClassPath() {
    Assertions.assertThrows(
        ClassNotFoundException.class, () -> Class.forName("org.apache.spark.sql.SparkSession"));
  }
}
