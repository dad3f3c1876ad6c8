package dev.leastwise.yaml;

/** Where a document cannot be read further, and why. */
@SuppressWarnings("serial")
final class Unreadable extends RuntimeException {

    private final int offset;
    private final String fact;
    private final String remedy;

    Unreadable(int offset, String fact, String remedy) {
        super(fact, null, false, false);
        this.offset = offset;
        this.fact = fact;
        this.remedy = remedy;
    }

    Document.Broken document(int number) {
        return new Document.Broken(number, offset, fact, remedy);
    }
}
