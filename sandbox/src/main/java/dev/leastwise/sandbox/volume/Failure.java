package dev.leastwise.sandbox.volume;

/** Why a volume cannot be made, in the kubelet's words. */
@SuppressWarnings("serial")
final class Failure extends RuntimeException {

    private final String words;
    private final String remedy;

    Failure(String words, String remedy) {
        super(words, null, false, false);
        this.words = words;
        this.remedy = remedy;
    }

    String words() {
        return words;
    }

    String remedy() {
        return remedy;
    }
}
