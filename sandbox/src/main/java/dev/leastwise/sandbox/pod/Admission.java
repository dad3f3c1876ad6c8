package dev.leastwise.sandbox.pod;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Sysctls;
import dev.leastwise.privilege.Target;

/** What a kubelet that nobody has told otherwise refuses of a pod as a whole, before it looks at its containers. */
public final class Admission {

    private final Pod pod;
    private final Target target;

    private Admission(Pod pod, Target target) {
        this.pod = pod;
        this.target = target;
    }

    /** Refuses a pod that is not admitted under a target. */
    public static void check(Pod pod, Target target) {
        Admission admission = new Admission(pod, target);
        admission.checkSysctls();
        admission.checkUserNamespace();
    }

    /** Kubernetes pkg/kubelet/sysctl/allowlist.go. */
    private void checkSysctls() {
        for (KubeNode sysctl : pod.workload().podSetting("sysctls").items()) {
            KubeNode name = sysctl.get("name");
            String dotted = Sysctls.dotted(name.text().orElse(""));
            if (Sysctls.isSafe(dotted, target.kubernetes())) continue;
            throw refused(
                    name,
                    "forbidden sysctl: \"" + dotted + "\" not allowlisted",
                    "take it away: a kubelet allows it with --allowed-unsafe-sysctls alone");
        }
    }

    /** Here no runtime has them: files of images and volumes would have to be id-mapped. */
    private void checkUserNamespace() {
        KubeNode hostUsers = pod.workload().pod("hostUsers");
        if (!hostUsers.isFalse()) return;
        throw refused(
                hostUsers,
                "can't set `spec.hostUsers: false`, runtime does not support user namespaces",
                "take it away to run the pod here, where that is not built");
    }

    private static Refused refused(KubeNode at, String words, String remedy) {
        return new Refused(at, "the kubelet refuses the pod: " + words, remedy);
    }
}
