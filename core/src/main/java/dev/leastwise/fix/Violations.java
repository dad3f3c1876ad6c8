package dev.leastwise.fix;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.fix.ControlFixes.Remedy;
import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Forbidden;
import dev.leastwise.podsecurity.PodSecurity;
import dev.leastwise.podsecurity.Standard;
import dev.leastwise.rule.ContainerScope;
import dev.leastwise.rule.PodScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a standard has against a pod, as findings: one for each setting, or for what a list has too much. */
public final class Violations {

    /** Between the standard and the control in what stands for the id of a rule, which has none. */
    private static final char SEPARATOR = '/';

    static List<Finding> of(PodScope pod, Standard standard) {
        Map<String, Forbidden> forbidden = PodSecurity.forbidden(pod.workload(), standard);
        ControlFixes fixes = new ControlFixes(pod, forbidden);
        List<Finding> findings = new ArrayList<>();
        forbidden.forEach((control, found) -> {
            for (Remedy remedy : fixes.of(control)) findings.add(finding(pod, standard, control, found, remedy));
        });
        return findings;
    }

    /** Whether it is one of these. */
    public static boolean includes(Finding finding) {
        return finding.rule().indexOf(SEPARATOR) >= 0;
    }

    private static Finding finding(PodScope pod, Standard standard, String control, Forbidden found, Remedy remedy) {
        Optional<ContainerScope> container = pod.containerAround(remedy.at());
        return new Finding(
                standard.id() + SEPARATOR + control,
                Severity.MEDIUM,
                Verdict.VIOLATED,
                false,
                found.reason() + " (" + found.detail() + ')',
                "a namespace that enforces " + standard.id() + " refuses the pod",
                remedy.fix().title(),
                remedy.at().location(),
                pod.manifest().document(),
                ObjectName.of(pod.manifest()),
                pod.workload().found() == Workload.Found.SHAPE,
                container.map(scope -> scope.container().name()),
                container.map(scope -> scope.container().role()),
                remedy.at().path(),
                remedy.at().stablePath(),
                List.of(),
                Optional.of(remedy.fix()),
                Optional.empty(),
                Optional.empty());
    }

    private Violations() {}
}
