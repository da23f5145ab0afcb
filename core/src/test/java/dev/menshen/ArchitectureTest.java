package dev.menshen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.menshen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule dependsOnNoFramework =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.menshen..",
              "java..",
              "javax.crypto..",
              "org.jspecify..",
              "org.jsoup..",
              "com.github.houbb.pinyin..",
              "com.google.common.collect..",
              "com.google.re2j..",
              "com.ibm.icu..",
              "dev.cel..",
              "org.ahocorasick..",
              "org.snakeyaml.engine..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.menshen.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theWordsKnowNoneOfTheParts =
      noClasses()
          .that()
          .resideInAPackage("dev.menshen")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.menshen.(*)..");
}
