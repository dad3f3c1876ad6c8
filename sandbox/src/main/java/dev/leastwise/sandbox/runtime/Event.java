package dev.leastwise.sandbox.runtime;

/** What happens while a pod runs, for whoever shows it. */
public sealed interface Event {

    /**
     * A line that a container wrote.
     *
     * @param error whether to its standard error
     */
    record Line(String container, boolean error, String text) implements Event {}

    /** Something that people should know of the run, as a sentence without a full stop. */
    record Note(String text) implements Event {}

    /** How far the run has come. */
    record Progress(String text) implements Event {}
}
