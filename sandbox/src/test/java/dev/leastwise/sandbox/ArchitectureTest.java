package dev.leastwise.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

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
    static final ArchRule packagesPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("linux")
            .definedBy("dev.leastwise.sandbox.linux..")
            .layer("rootfs")
            .definedBy("dev.leastwise.sandbox.rootfs..")
            .layer("oci")
            .definedBy("dev.leastwise.sandbox.oci..")
            .layer("pod")
            .definedBy("dev.leastwise.sandbox.pod..")
            .layer("volume")
            .definedBy("dev.leastwise.sandbox.volume..")
            .layer("runtime")
            .definedBy("dev.leastwise.sandbox.runtime..")
            .whereLayer("linux")
            .mayNotAccessAnyLayer()
            .whereLayer("rootfs")
            .mayOnlyAccessLayers("linux")
            .whereLayer("volume")
            .mayOnlyAccessLayers("linux", "rootfs", "oci", "pod")
            .whereLayer("runtime")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule theSandboxKnowsNothingOfReports = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.leastwise.report..", "dev.leastwise.cli..")
            .allowEmptyShould(true);
}
