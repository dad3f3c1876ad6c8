package dev.leastwise.sandbox.pod;

import java.util.Map;
import java.util.function.Function;

/** {@code $(NAME)} in commands and values (kubernetes third_party/forked/golang/expansion). */
final class Expansion {

    /** The text with the variables that there are; a reference to another stays, and {@code $$} is a dollar. */
    static String of(String text, Map<String, String> variables) {
        return of(text, name -> variables.getOrDefault(name, "$(" + name + ")"));
    }

    /** The text with what each of its references stands for. */
    static String of(String text, Function<String, String> variables) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '$' || i + 1 == text.length()) {
                out.append(c);
                i++;
                continue;
            }
            char next = text.charAt(i + 1);
            int close = next == '(' ? text.indexOf(')', i) : -1;
            if (close > 0) {
                String name = text.substring(i + 2, close);
                out.append(variables.apply(name));
                i = close + 1;
            } else {
                out.append(next == '$' ? "$" : "$" + next);
                i += 2;
            }
        }
        return out.toString();
    }

    private Expansion() {}
}
