package dev.leastwise.cli;

/** What the tests of reports check. */
final class Reports {

    /** A small manifest with findings of most severities, and one that is undecided. */
    static final String MANIFEST = "src/test/resources/reports.yaml";

    private Reports() {}
}
