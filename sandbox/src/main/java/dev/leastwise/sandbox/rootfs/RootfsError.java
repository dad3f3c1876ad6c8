package dev.leastwise.sandbox.rootfs;

import java.io.IOException;

/** A root file system that cannot be had: what is wrong, and what to do about it. */
@SuppressWarnings("serial")
public final class RootfsError extends RuntimeException {

    private final String fact;
    private final String remedy;

    RootfsError(String fact, String remedy) {
        super(fact + "; " + remedy, null, false, false);
        this.fact = fact;
        this.remedy = remedy;
    }

    /** An image whose layers do what no image has a reason for. */
    static RootfsError hostile(String fact) {
        return new RootfsError(fact, "do not run this image");
    }

    /** What the kernel would not do for us. */
    static RootfsError of(IOException error) {
        return new RootfsError(
                String.valueOf(error.getMessage()), "check that the folder has room, and that root may change it");
    }

    public String fact() {
        return fact;
    }

    /** An order without a full stop. */
    public String remedy() {
        return remedy;
    }
}
