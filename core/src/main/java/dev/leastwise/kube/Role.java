package dev.leastwise.kube;

/** What part a container plays in its pod. */
public enum Role {
    INIT("init container"),
    SIDECAR("sidecar"),
    MAIN("container"),
    EPHEMERAL("ephemeral container");

    private final String words;

    Role(String words) {
        this.words = words;
    }

    /** The role as messages name it. */
    public String words() {
        return words;
    }
}
