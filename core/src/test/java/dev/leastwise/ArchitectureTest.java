package dev.leastwise;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The order of the packages, and what may be seen of them. */
@AnalyzeClasses(packages = "dev.leastwise", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {
    /** A package uses only those before it. */
    private static final List<String> ORDER = List.of(
            "source",
            "yaml",
            "kube",
            "schema",
            "privilege",
            "change",
            "finding",
            "podsecurity",
            "rule",
            "suppression",
            "fix",
            "page",
            "report",
            "config",
            "known");

    @ArchTest
    static void packagesUseOnlyThoseBeforeThem(JavaClasses all) {
        for (int i = 0; i < ORDER.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.leastwise." + ORDER.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(ORDER.subList(i + 1, ORDER.size())))
                    .allowEmptyShould(true)
                    .check(all);
        }
    }

    @ArchTest
    static final ArchRule everyPackageHasItsPlace = classes().should().resideInAnyPackage(packages(ORDER));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.leastwise.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesAreNamedAfterWhatTheyHold =
            noClasses().should().resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..", "..manager..");

    @ArchTest
    static final ArchRule rulesAreReachedThroughTheirList = classes()
            .that()
            .areAssignableTo("dev.leastwise.rule.Rule")
            .and()
            .areNotInterfaces()
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> "dev.leastwise." + name + "..").toArray(String[]::new);
    }
}
