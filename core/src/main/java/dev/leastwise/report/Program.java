package dev.leastwise.report;

/** What reports say of the program that wrote them. */
public final class Program {

    public static final String NAME = "Leastwise";
    public static final String VERSION = "0.1.0";

    static final String SITE = "https://leastwise.dev";

    private Program() {}
}
