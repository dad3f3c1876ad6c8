package dev.leastwise.finding;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a finding counts for nothing.
 *
 * @param reason in the words of who said so
 * @param until the last day on which it holds, as YYYY-MM-DD; empty where it always does
 */
public record Suppression(By by, String reason, Optional<String> until) {

    /** Where it was said. */
    public enum By {
        COMMENT("a comment"),
        ANNOTATION("an annotation"),
        CONFIG("the configuration"),
        KNOWN("a known finding");

        private final String words;

        By(String words) {
            this.words = words;
        }

        /** What it is in a sentence. */
        public String words() {
            return words;
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
