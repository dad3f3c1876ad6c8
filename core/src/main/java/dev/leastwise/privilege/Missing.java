package dev.leastwise.privilege;

/**
 * What must be known before a value can be.
 *
 * @param what where it would be found
 * @param name the image as written, or empty
 */
public record Missing(What what, String name) {

    /** Where the missing fact would be found. */
    public enum What {
        /** The image, given by {@code --image REF=OCI-LAYOUT}. */
        IMAGE,
        /** The security module of the host, given by {@code --lsm}. */
        HOST_LSM,
        /** The manifest does not say it here: it only changes a pod that stands elsewhere, or its value is of a wrong type. */
        MANIFEST
    }

    public static Missing image(String reference) {
        return new Missing(What.IMAGE, reference);
    }

    public static Missing lsm() {
        return new Missing(What.HOST_LSM, "");
    }

    public static Missing manifest() {
        return new Missing(What.MANIFEST, "");
    }

    /** What a person can do to have it known. */
    public String remedy() {
        return switch (what) {
            case IMAGE -> "--image " + name + "=OCI-LAYOUT";
            case HOST_LSM -> "--lsm apparmor|selinux|none";
            case MANIFEST -> "set it in the manifest";
        };
    }
}
