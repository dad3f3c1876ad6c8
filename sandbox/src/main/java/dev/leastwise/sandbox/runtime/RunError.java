package dev.leastwise.sandbox.runtime;

/** A pod that cannot be run on this machine: what is in the way, and what to do about it. */
@SuppressWarnings("serial")
public final class RunError extends RuntimeException {

    private final String fact;
    private final String remedy;

    /**
     * Says what is in the way.
     *
     * @param remedy an order without a full stop
     */
    public RunError(String fact, String remedy) {
        super(fact + "; " + remedy, null, false, false);
        this.fact = fact;
        this.remedy = remedy;
    }

    public String fact() {
        return fact;
    }

    public String remedy() {
        return remedy;
    }
}
