package dev.leastwise.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an option's value or an operand may be, as far as that can be said before it is written.
 *
 * @param words those to choose from; none where it is anything
 * @param meanings what words mean, where that is not plain
 * @param files whether a file is meant
 * @param separator the character behind which more may stand; empty where there is none
 * @param behind what that is
 */
record Values(
        List<String> words, Map<String, String> meanings, boolean files, String separator, Optional<Values> behind) {

    static final Values ANY = new Values(List.of(), Map.of(), false, "", Optional.empty());
    static final Values FILES = new Values(List.of(), Map.of(), true, "", Optional.empty());

    static Values of(List<String> words) {
        return new Values(words, Map.of(), false, "", Optional.empty());
    }

    /** Words in their order, each with what it means. */
    static Values of(Map<String, String> meanings) {
        return new Values(List.copyOf(meanings.keySet()), meanings, false, "", Optional.empty());
    }

    /** The same, and behind a separator more. */
    Values then(char parting, Values more) {
        return new Values(words, meanings, files, String.valueOf(parting), Optional.of(more));
    }
}
