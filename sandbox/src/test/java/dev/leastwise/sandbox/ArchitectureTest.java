package dev.leastwise.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the module may use, and which way its packages point. */
@AnalyzeClasses(packages = "dev.leastwise.sandbox", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theSpecificationKnowsNothingOfWhatRunsIt = noClasses()
            .that()
            .resideInAPackage("dev.leastwise.sandbox.oci..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.leastwise.sandbox.runtime..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theSandboxKnowsNothingOfReports = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.leastwise.report..", "dev.leastwise.cli..")
            .allowEmptyShould(true);
}
