package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.good;
import static dev.leastwise.rule.RuleInfo.undecided;

import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import java.util.List;

/** Text that an Argo workflow's controller lays over the finished pod, and that nothing else here looks into. */
final class PodSpecPatch implements PodRule {

    private static final RuleInfo INFO = new RuleInfo(
            "pod-spec-patch",
            "A patch that is not judged changes what a pod may do",
            """
            Argo Workflows lays podSpecPatch over the pod as its last step, so that it overrides every setting that is \
            judged here: a patch can make a container privileged or bring in a host path, and one that is filled from \
            parameters lets whoever submits the workflow do so.""",
            "write the settings in the template itself, and keep podSpecPatch to what nobody can misuse, such as resources",
            """
            Nothing, where the template then says the same as the patch. A template takes no parameters in most of these \
            fields, so that a setting that comes from one needs a template of its own for each value.""",
            List.of(undecided(Severity.MEDIUM, """
                            apiVersion: argoproj.io/v1alpha1
                            kind: Workflow
                            metadata: {name: build}
                            spec:
                              podSpecPatch: "{{workflow.parameters.patch}}" # <--
                              templates:
                              - name: compile
                                podSpecPatch: '{"containers": [{"name": "main", "securityContext": {"privileged": true}}]}' # <--
                                container: {image: golang}
                              - name: test
                                container: {image: golang}
                            """), good("""
                            apiVersion: argoproj.io/v1alpha1
                            kind: Workflow
                            metadata: {name: build}
                            spec:
                              templates:
                              - name: compile
                                podSpecPatch: '{"containers": [{"name": "main", "resources": {"limits": {"memory": "1Gi"}}}]}'
                                container: {image: golang}
                            """)));

    /** What stands in a patch that may change what a pod may do: names of its fields, or a placeholder for anything. */
    private static final List<String> TELLING = List.of(
            "securityContext",
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "hostUsers",
            "hostPath",
            "hostPort",
            "volume",
            "serviceAccount",
            "automount",
            "runtimeClassName",
            "shareProcessNamespace",
            "{{");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(PodScope scope, Findings findings) {
        Workload workload = scope.workload();
        if (!workload.manifest().group().equals("argoproj.io")) return;
        check(workload.podSpec().get("podSpecPatch"), findings);
        check(workload.podDefaults().get("podSpecPatch"), findings);
    }

    private static void check(KubeNode patch, Findings findings) {
        String text = patch.text().orElse("");
        for (String telling : TELLING) {
            if (!text.contains(telling)) continue;
            String message =
                    "podSpecPatch holds \"" + telling + "\" and may override any setting of the pod: it is not judged";
            findings.undecided(Severity.MEDIUM, patch, message);
            return;
        }
    }
}
