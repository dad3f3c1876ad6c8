package dev.leastwise.sandbox.runtime;

/**
 * What came of a probe or a hook.
 *
 * @param words why it failed, as the kubelet says it
 */
record Outcome(boolean success, String words) {

    static final Outcome SUCCESS = new Outcome(true, "");

    static Outcome failure(String words) {
        return new Outcome(false, words);
    }
}
