package dev.leastwise.podsecurity;

/** Pods that a check leaves alone. */
enum Exempt {
    NONE,
    /** They have no such setting. */
    WINDOWS,
    /** What is root in them is nobody on the node. */
    USER_NAMESPACES;

    boolean covers(DefaultedPod pod) {
        return switch (this) {
            case NONE -> false;
            case WINDOWS -> pod.isWindows();
            case USER_NAMESPACES -> pod.hasUserNamespace();
        };
    }
}
