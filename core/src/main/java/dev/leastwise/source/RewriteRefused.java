package dev.leastwise.source;

import java.io.IOException;

/** A file is left as it is. */
@SuppressWarnings("serial")
final class RewriteRefused extends IOException {

    private final String fact;
    private final String remedy;

    RewriteRefused(String fact, String remedy) {
        super(fact);
        this.fact = fact;
        this.remedy = remedy;
    }

    String fact() {
        return fact;
    }

    /** What to do, as an order without a full stop. */
    String remedy() {
        return remedy;
    }
}
