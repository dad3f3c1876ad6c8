package dev.leastwise.podsecurity;

import dev.leastwise.kube.Workload;
import java.util.List;
import java.util.Map;

/** The Pod Security Standards (https://kubernetes.io/docs/concepts/security/pod-security-standards), at every version. */
public final class PodSecurity {

    /** All controls: those of baseline, then those of restricted, each in the byte order of their ids. */
    static final Policy POLICY = new Policy(List.of(
            AppArmorProfile.CONTROL,
            CapabilitiesBaseline.CONTROL,
            HostNamespaces.CONTROL,
            HostPathVolumes.CONTROL,
            HostPorts.CONTROL,
            HostProbesAndHostLifecycle.CONTROL,
            Privileged.CONTROL,
            ProcMount.BASELINE,
            SeLinuxOptions.CONTROL,
            SeccompProfileBaseline.CONTROL,
            Sysctls.CONTROL,
            WindowsHostProcess.CONTROL,
            AllowPrivilegeEscalation.CONTROL,
            CapabilitiesRestricted.CONTROL,
            ProcMount.RESTRICTED,
            RestrictedVolumes.CONTROL,
            RunAsNonRoot.CONTROL,
            RunAsUser.CONTROL,
            SeccompProfileRestricted.CONTROL));

    /** The ids of all controls. */
    public static List<String> controls() {
        return POLICY.controls().stream().map(Control::id).toList();
    }

    /** What a standard says of a workload. */
    public static Evaluation evaluate(Workload workload, Standard standard) {
        return POLICY.evaluate(new DefaultedPod(workload), standard);
    }

    /** What a standard has against a workload: by the ids of its controls, in the order of an evaluation. */
    public static Map<String, Forbidden> forbidden(Workload workload, Standard standard) {
        return POLICY.forbidden(new DefaultedPod(workload), standard);
    }

    private PodSecurity() {}
}
