package dev.leastwise.rule.validation;

import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes refusals and words them as the API server does (apimachinery pkg/util/validation/field/errors.go). */
final class Refusals {

    private static final String REQUIRED = "write the value that is required";

    private final int kubernetes;
    private final List<Refusal> refusals = new ArrayList<>();

    Refusals(int kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** Whether the API server is of that minor version or newer. */
    boolean since(int minor) {
        return kubernetes >= minor;
    }

    List<Refusal> all() {
        return refusals;
    }

    void invalid(KubeNode at, String value, String detail) {
        invalid(at, at.path(), value, detail);
    }

    /** A value as Go prints it that is wrong, under the field that the server names, which may be another. */
    void invalid(KubeNode at, String field, String value, String detail) {
        invalid(at, field, value, detail, "write a value that is valid, or remove it");
    }

    /** The same where something else can be done about it. */
    void invalid(KubeNode at, String field, String value, String detail, String choice) {
        refuse(at, field + ": Invalid value: " + value + ": " + detail, choice);
    }

    void forbidden(KubeNode at, String detail) {
        forbidden(at, at.path(), detail);
    }

    void forbidden(KubeNode at, String field, String detail) {
        refuse(at, field + ": Forbidden: " + detail, "remove it, or what it is forbidden beside");
    }

    void required(KubeNode at, String detail) {
        refuse(at, at.path() + ": Required value: " + detail, REQUIRED);
    }

    void required(KubeNode at) {
        refuse(at, at.path() + ": Required value", REQUIRED);
    }

    void duplicate(KubeNode at, String value) {
        duplicate(at, at.path(), value);
    }

    void duplicate(KubeNode at, String field, String value) {
        refuse(at, field + ": Duplicate value: " + value, "remove one of the two, or write another value");
    }

    void tooLong(KubeNode at, int bytes) {
        refuse(at, at.path() + ": Too long: may not be more than " + bytes + " bytes", "write a shorter value");
    }

    void unsupported(KubeNode at, String value, List<String> supported) {
        unsupported(at, at.path(), value, supported);
    }

    void unsupported(KubeNode at, String field, String value, List<String> supported) {
        StringBuilder text = new StringBuilder(field)
                .append(": Unsupported value: ")
                .append(GoText.json(value))
                .append(": supported values: ");
        for (int i = 0; i < supported.size(); i++) {
            text.append(i == 0 ? "\"" : ", \"").append(supported.get(i)).append('"');
        }
        Optional<String> meant = supported.stream()
                .filter(word -> letters(word).equals(letters(value)))
                .findFirst();
        String choice = meant.map(word -> "write " + word).orElse("write one of the supported values");
        refusals.add(new Refusal(at, text.toString(), choice, meant));
    }

    private static String letters(String word) {
        return word.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }

    private void refuse(KubeNode at, String text, String choice) {
        refusals.add(new Refusal(at, text, choice, Optional.empty()));
    }

    /** A setting that must be one of a few words, where it is set. */
    void oneOf(KubeNode at, List<String> supported) {
        oneOf(at, at.path(), supported);
    }

    void oneOf(KubeNode at, String field, List<String> supported) {
        at.text().filter(word -> !supported.contains(word)).ifPresent(word -> unsupported(at, field, word, supported));
    }
}
