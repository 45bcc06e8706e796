package dev.lineal.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A job cannot decrypt: nothing that could is within its reach. */
@AnalyzeClasses(packages = "dev.lineal.jobs", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_OWNER =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.lineal.owner..");

  @ArchTest
  static final ArchRule NO_WEB_SERVER_AND_NO_CHAIN_CLIENT =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("io.javalin..", "org.web3j..");
}
