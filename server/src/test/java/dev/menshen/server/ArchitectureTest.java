package dev.menshen.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.Resource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(
    packages = "dev.menshen.server",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.menshen.server.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theApiKnowsNeitherConsoleNorCommandLine =
      noClasses()
          .that()
          .resideInAPackage("..server.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..server.console..", "..server.cli..");

  @ArchTest
  static final ArchRule nothingIsInjectedIntoFields =
      fields()
          .should()
          .notBeAnnotatedWith(Autowired.class)
          .andShould()
          .notBeAnnotatedWith(Value.class)
          .andShould()
          .notBeAnnotatedWith("jakarta.inject.Inject")
          .andShould()
          .notBeAnnotatedWith(Resource.class);
}
