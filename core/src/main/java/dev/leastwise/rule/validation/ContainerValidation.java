package dev.leastwise.rule.validation;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import java.util.List;
import java.util.Optional;

/** What is refused of a container: ValidateSecurityContext and what lies around it. */
final class ContainerValidation {

    private static final int RECURSIVE_READ_ONLY_SINCE = 31;

    private final Workload workload;
    private final boolean hostUsers;
    private final HostPortValidation hostPorts;
    private final Refusals refusals;

    ContainerValidation(Workload workload, Refusals refusals) {
        this.workload = workload;
        this.hostUsers = !workload.podSpec().get("hostUsers").isFalse();
        this.hostPorts = new HostPortValidation(workload, refusals);
        this.refusals = refusals;
    }

    void validate(Container container) {
        hostPorts.validate(container);
        validateMounts(container);
        KubeNode context = container.securityContext();
        if (!context.exists()) return;
        IdValidation.validate(context.get("runAsUser"), refusals);
        IdValidation.validate(context.get("runAsGroup"), refusals);
        validateProcMount(context.get("procMount"));
        ProfileValidation.seccomp(context.get("seccompProfile"), refusals);
        ProfileValidation.appArmor(context.get("appArmorProfile"), refusals);
        validateEscalation(container, context);
    }

    private void validateProcMount(KubeNode procMount) {
        if (!procMount.exists() || !refusals.since(PodValidation.USER_NAMESPACES_SINCE)) return;
        refusals.oneOf(procMount, List.of("Default", "Unmasked"));
        if (hostUsers && procMount.text().filter("Unmasked"::equals).isPresent()) {
            refusals.invalid(procMount, "\"Unmasked\"", "`hostUsers` must be false to use `Unmasked`");
        }
    }

    /** Of the names of SYS_ADMIN only the one that runtimes do not take is looked for. */
    private void validateEscalation(Container container, KubeNode context) {
        KubeNode escalation = context.get("allowPrivilegeEscalation");
        if (!escalation.isFalse()) return;
        if (context.get("privileged").isTrue()) {
            refuse(
                    escalation,
                    container,
                    "cannot set `allowPrivilegeEscalation` to false and `privileged` to true",
                    "remove privileged: true, or this");
        }
        for (KubeNode capability : context.at("capabilities", "add").items()) {
            if (!capability.text().filter("CAP_SYS_ADMIN"::equals).isPresent()) continue;
            refuse(
                    capability,
                    container,
                    "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN",
                    "remove it, or allowPrivilegeEscalation: false");
            return;
        }
    }

    private void refuse(KubeNode at, Container container, String detail, String choice) {
        String field = container.securityContext().path();
        refusals.invalid(at, field, SecurityContextJson.of(workload, container), detail, choice);
    }

    /** The server names these fields without the index of their mount. */
    private void validateMounts(Container container) {
        KubeNode mounts = container.node().get("volumeMounts");
        boolean privileged = container.setting("privileged").isTrue();
        for (KubeNode mount : mounts.items()) {
            KubeNode propagation = mount.get("mountPropagation");
            if (propagation.exists()) validatePropagation(propagation, mounts, privileged);
            KubeNode recursive = mount.get("recursiveReadOnly");
            if (recursive.exists() && refusals.since(RECURSIVE_READ_ONLY_SINCE)) validateRecursive(recursive, mounts);
        }
    }

    private void validatePropagation(KubeNode propagation, KubeNode mounts, boolean privileged) {
        String field = mounts.path() + ".mountPropagation";
        refusals.oneOf(propagation, field, List.of("Bidirectional", "HostToContainer", "None"));
        if (!privileged && propagation.text().filter("Bidirectional"::equals).isPresent()) {
            refusals.forbidden(
                    propagation, field, "Bidirectional mount propagation is available only to privileged containers");
        }
    }

    private void validateRecursive(KubeNode recursive, KubeNode mounts) {
        String field = mounts.path() + ".recursiveReadOnly";
        String mode = recursive.text().orElse("Disabled");
        refusals.oneOf(recursive, field, List.of("Disabled", "Enabled", "IfPossible"));
        if (!mode.equals("Enabled") && !mode.equals("IfPossible")) return;
        KubeNode mount = recursive.parent();
        if (!mount.get("readOnly").isTrue()) {
            refusals.forbidden(recursive, field, "may only be specified when readOnly is true");
        }
        Optional<String> propagation = mount.get("mountPropagation").text();
        if (propagation.filter(mode2 -> !mode2.equals("None")).isPresent()) {
            refusals.forbidden(
                    recursive, field, "may only be specified when mountPropagation is None or not specified");
        }
    }
}
