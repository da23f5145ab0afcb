package dev.menshen.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.menshen.guard",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule dependsOnCoreAndNothingElseOfOurs =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.menshen.server..", "org.springframework..");

  @ArchTest
  static final ArchRule everyGuardIsBehindCoresInterface =
      classes()
          .that()
          .haveSimpleNameEndingWith("Guard")
          .should()
          .implement(dev.menshen.Guard.class);

  @ArchTest
  static final ArchRule theKindsOfGuardDoNotKnowEachOther =
      slices().matching("dev.menshen.guard.(lite|local|remote)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.menshen.guard.(*)..").should().beFreeOfCycles();
}
