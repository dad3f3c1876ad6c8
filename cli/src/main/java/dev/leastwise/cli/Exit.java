package dev.leastwise.cli;

/** The exit codes that docs and scripts rely on. */
final class Exit {

    static final int CLEAN = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;
    static final int INTERNAL = 3;

    /** Where the API server or the kubelet would refuse a pod. */
    static final int REFUSED = 125;

    private Exit() {}
}
