package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Privileges.Profile;
import java.util.Optional;

/** The annotations of a pod that name seccomp and AppArmor profiles: there were no fields for them once. */
public final class ProfileAnnotations {

    /** The pod's seccomp profile. */
    public static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";

    /** A container's seccomp profile, with its name behind. */
    public static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";

    /** A container's AppArmor profile, with its name behind. */
    public static final String APPARMOR = "container.apparmor.security.beta.kubernetes.io/";

    /** The minor version since which those for seccomp have no effect. */
    public static final int SECCOMP_GONE = 27;

    /** The minor version that has a field for AppArmor; its annotation is deprecated since then, and still heeded. */
    public static final int APPARMOR_FIELD_SINCE = 30;

    /** The profile that an annotation names; empty where it names none. */
    public static Optional<Profile> profile(KubeNode annotation) {
        String text = annotation.text().orElse("");
        return switch (text) {
            case "runtime/default", "docker/default" -> Optional.of(Profile.of(Profile.Type.RUNTIME_DEFAULT));
            case "unconfined" -> Optional.of(Profile.of(Profile.Type.UNCONFINED));
            default ->
                text.startsWith("localhost/")
                        ? Optional.of(new Profile(Profile.Type.LOCALHOST, text.substring("localhost/".length())))
                        : Optional.empty();
        };
    }

    private ProfileAnnotations() {}
}
