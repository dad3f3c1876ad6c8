package dev.leastwise.sandbox.pod;

import dev.leastwise.kube.KubeNode;

/** A pod that the kubelet or its runtime would not start: where, in their words, and what to do about it. */
@SuppressWarnings("serial")
public final class Refused extends RuntimeException {

    private final KubeNode at;
    private final String fact;
    private final String remedy;

    /**
     * Refuses a pod.
     *
     * @param remedy an order without a full stop
     */
    public Refused(KubeNode at, String fact, String remedy) {
        super(fact, null, false, false);
        this.at = at;
        this.fact = fact;
        this.remedy = remedy;
    }

    public KubeNode at() {
        return at;
    }

    public String fact() {
        return fact;
    }

    public String remedy() {
        return remedy;
    }
}
