package dev.leastwise.yaml;

import java.util.OptionalInt;

/** One of the documents that kubectl finds in an input. */
public sealed interface Document {

    /**
     * A document that can be read.
     *
     * @param number which of the input's documents that are not empty it is, from 1
     * @param root its node
     * @param ignored the offset of text that kubectl drops without a word: what follows a {@code ...} line
     */
    record Parsed(int number, YamlNode root, OptionalInt ignored) implements Document {}

    /**
     * A document that cannot be read.
     *
     * @param offset the byte at which reading failed
     * @param fact what is wrong there
     * @param remedy what to do about it
     */
    record Broken(int number, int offset, String fact, String remedy) implements Document {}
}
