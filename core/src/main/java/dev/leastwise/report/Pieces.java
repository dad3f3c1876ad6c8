package dev.leastwise.report;

import java.io.IOException;
import java.io.Writer;

/** Hands a report on in pieces, so that it is never whole in memory. */
final class Pieces {

    private static final int WHOLE = 1 << 15;

    /** Moves the text where there is enough of it. */
    static void moveWhole(StringBuilder text, Writer out) throws IOException {
        if (text.length() >= WHOLE) move(text, out);
    }

    static void move(StringBuilder text, Writer out) throws IOException {
        out.write(text.toString());
        text.setLength(0);
    }

    private Pieces() {}
}
