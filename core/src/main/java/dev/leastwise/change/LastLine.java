package dev.leastwise.change;

import dev.leastwise.source.SourceText;
import java.util.List;

/** Sees to it that a text whose last line is not ended stays so. */
final class LastLine {

    /** The same edits, without the line break that they would leave at the end of such a text. */
    static List<TextEdit> kept(SourceText source, List<TextEdit> edits) {
        if (edits.isEmpty() || endsLine(source)) return edits;
        SourceText after = TextEdit.apply(source, edits);
        if (!endsLine(after) || endsBlank(after)) return edits;
        int end = after.lineEnd(after.length() - 1);
        return Origins.compose(source, edits, List.of(new TextEdit(end, after.length(), "")));
    }

    static boolean endsLine(SourceText text) {
        return text.length() > 0 && text.bytes()[text.length() - 1] == '\n';
    }

    /** Whether the last line is blank, as may be needed where a block scalar keeps such lines. */
    static boolean endsBlank(SourceText text) {
        return endsLine(text) && new Layout(text).isBlankLine(text.length() - 1);
    }

    private LastLine() {}
}
