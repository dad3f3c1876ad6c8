package dev.leastwise.fix;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.privilege.Value;
import dev.leastwise.rule.ContainerScope;
import dev.leastwise.rule.PodScope;
import java.util.List;

/** What was found of no pod before as something worse explained it: it is not new when that goes. */
final class Explained {

    /** Whether a finding says of a pod what was said of it before, be it of another setting. */
    static boolean bySameControl(Finding finding, Judged before) {
        if (!Violations.includes(finding)) return false;
        return before.findings().stream()
                .anyMatch(other -> other.rule().equals(finding.rule())
                        && other.document() == finding.document()
                        && other.object().equals(finding.object()));
    }

    /** Whether what explains findings like that has gone from the object that it is about. */
    static boolean before(Finding finding, Judged before, Judged after) {
        for (int i = 0; i < before.pods().size(); i++) {
            PodScope pod = before.pods().get(i);
            boolean itsOwn = pod.manifest().document() == finding.document()
                    && ObjectName.of(pod.manifest()).equals(finding.object());
            if (itsOwn && hasGone(pod.containers(), after.pods().get(i).containers())) return true;
        }
        return false;
    }

    private static boolean hasGone(List<ContainerScope> before, List<ContainerScope> after) {
        for (int i = 0; i < before.size(); i++) {
            boolean privileged = goes(
                    before.get(i).privileges().privileged(),
                    after.get(i).privileges().privileged());
            boolean hostNetwork = goes(
                    before.get(i).privileges().hostNetwork(),
                    after.get(i).privileges().hostNetwork());
            if (privileged || hostNetwork) return true;
        }
        return false;
    }

    private static boolean goes(Value<Boolean> before, Value<Boolean> after) {
        return !before.is(false) && after.is(false);
    }

    private Explained() {}
}
