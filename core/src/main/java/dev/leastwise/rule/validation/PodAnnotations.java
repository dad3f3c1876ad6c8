package dev.leastwise.rule.validation;

/** The annotations of a pod that had a meaning for its security. */
public final class PodAnnotations {

    /** The pod's seccomp profile before v1.19; without effect since v1.27. */
    public static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";

    /** A container's seccomp profile, with its name behind; without effect since v1.27. */
    public static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";

    /** A container's AppArmor profile, with its name behind; deprecated since v1.30 and still heeded. */
    public static final String APPARMOR = "container.apparmor.security.beta.kubernetes.io/";

    private PodAnnotations() {}
}
