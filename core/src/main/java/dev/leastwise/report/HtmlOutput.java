package dev.leastwise.report;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;

/** What templates write into: pieces of a page. */
final class HtmlOutput implements TemplateOutput {

    private final StringBuilder text = new StringBuilder();
    private final HtmlTemplateOutput escaping = new OwaspHtmlTemplateOutput(this);
    private final Map<String, Content> texts = new HashMap<>();

    /** For templates: what is not theirs is escaped. */
    HtmlTemplateOutput escaping() {
        return escaping;
    }

    /** Moves what there is where it is enough. */
    void moveTo(Writer out) {
        try {
            Pieces.moveWhole(text, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void finish(Writer out) throws IOException {
        Pieces.move(text, out);
    }

    /** Text for an element, which many findings have in common: escaped once. */
    Content text(String plain) {
        Content known = texts.get(plain);
        if (known != null) return known;
        Content fresh = fragment(() -> {
            escaping.setContext("p", null);
            escaping.writeUserContent(Terminal.harmless(plain));
        });
        texts.put(plain, fresh);
        return fresh;
    }

    /** What is written now, to be written again. */
    Content fragment(Runnable writing) {
        int start = text.length();
        writing.run();
        String html = text.substring(start);
        text.setLength(start);
        return output -> output.writeContent(html);
    }

    @Override
    public void writeContent(String value) {
        text.append(value);
    }

    @Override
    public void writeContent(String value, int start, int end) {
        text.append(value, start, end);
    }
}
