package dev.leastwise.image;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** What the module may use. */
@AnalyzeClasses(packages = "dev.leastwise.image", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDecoderStandsAlone = noClasses()
            .that()
            .resideInAPackage("dev.leastwise.image.zstd..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("dev.leastwise.image.zstd..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule imagesKnowNothingOfRulesAndReports = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.leastwise.rule..",
                    "dev.leastwise.report..",
                    "dev.leastwise.finding..",
                    "dev.leastwise.podsecurity..");

    @ArchTest
    static final ArchRule nothingIsWrittenButTheCache = noClasses()
            .that()
            .doNotHaveSimpleName("FactsCache")
            .should()
            .callMethod(Files.class, "write", Path.class, byte[].class, OpenOption[].class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.FileOutputStream");
}
