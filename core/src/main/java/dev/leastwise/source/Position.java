package dev.leastwise.source;

/** A line and a column, both from 1, as an editor counts them: columns in code points, a tab is one. */
public record Position(int line, int column) {}
