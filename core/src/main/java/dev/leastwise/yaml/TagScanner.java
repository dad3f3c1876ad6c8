package dev.leastwise.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.tokens.AliasToken;
import org.snakeyaml.engine.v2.tokens.AnchorToken;
import org.snakeyaml.engine.v2.tokens.DirectiveToken;
import org.snakeyaml.engine.v2.tokens.TagToken;
import org.snakeyaml.engine.v2.tokens.TagTuple;
import org.snakeyaml.engine.v2.tokens.Token;

/** Scans tags, anchors, aliases and directives by the rules of libyaml. */
final class TagScanner {

    private static final int VERSION_DIGITS = 2;

    private final TokenCursor cursor;

    TagScanner(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Token anchor() {
        Optional<Mark> start = cursor.mark();
        boolean alias = cursor.peek() == '*';
        int sign = cursor.at;
        cursor.skip();
        String name = word();
        if (name.isEmpty() || !(cursor.isSeparation(0) || "?:,]}%@`".indexOf(cursor.peek()) >= 0)) {
            throw new Unreadable(
                    sign,
                    (alias ? "an alias" : "an anchor") + " is not made of letters, digits, - and _",
                    "quote the value where it is none");
        }
        return alias
                ? new AliasToken(new Anchor(name), start, cursor.mark())
                : new AnchorToken(new Anchor(name), start, cursor.mark());
    }

    TagToken tag() {
        Optional<Mark> start = cursor.mark();
        int sign = cursor.at;
        TagTuple tuple = cursor.peek(1) == '<' ? verbatim(sign) : shorthand(sign);
        if (!cursor.isSeparation(0)) {
            throw new Unreadable(sign, "a tag is not followed by a blank", "quote the value where it is none");
        }
        return new TagToken(tuple, start, cursor.mark());
    }

    private TagTuple verbatim(int sign) {
        cursor.skip(2);
        String uri = uri("", sign);
        if (uri.isEmpty() || cursor.peek() != '>')
            throw new Unreadable(sign, "a tag !<…> is not closed", "write > where it ends");
        cursor.skip();
        return new TagTuple(Optional.empty(), uri);
    }

    private TagTuple shorthand(int sign) {
        cursor.skip();
        String word = word();
        if (cursor.peek() == '!') {
            cursor.skip();
            String suffix = uri("", sign);
            if (suffix.isEmpty()) throw new Unreadable(sign, "a tag has no name", "write it behind the handle");
            return new TagTuple(Optional.of("!" + word + "!"), suffix);
        }
        String suffix = uri(word, sign);
        return suffix.isEmpty() ? new TagTuple(Optional.empty(), "!") : new TagTuple(Optional.of("!"), suffix);
    }

    /** {@code %YAML} or {@code %TAG}, up to the next line. */
    DirectiveToken<?> directive() {
        Optional<Mark> start = cursor.mark();
        int sign = cursor.at;
        cursor.skip();
        String name = word();
        if (!cursor.isSeparation(0)) throw unknownDirective(sign);
        cursor.skipBlanks();
        DirectiveToken<?> token = switch (name) {
            case DirectiveToken.YAML_DIRECTIVE ->
                new DirectiveToken<>(name, Optional.of(version(sign)), start, cursor.mark());
            case DirectiveToken.TAG_DIRECTIVE ->
                new DirectiveToken<>(name, Optional.of(handleAndPrefix(sign)), start, cursor.mark());
            default -> throw unknownDirective(sign);
        };
        cursor.skipBlanks();
        cursor.skipComment();
        if (!cursor.isBreak() && !cursor.isEnd()) throw unknownDirective(sign);
        if (cursor.isBreak()) cursor.skipBreak();
        return token;
    }

    private static Unreadable unknownDirective(int sign) {
        return new Unreadable(sign, "a line that begins with % is no directive", "quote the value where it is none");
    }

    private List<Integer> version(int sign) {
        int major = number(sign);
        if (cursor.peek() != '.') throw unknownDirective(sign);
        cursor.skip();
        return List.of(major, number(sign));
    }

    private int number(int sign) {
        int value = 0;
        int digits = 0;
        while (cursor.peek() >= '0' && cursor.peek() <= '9' && digits <= VERSION_DIGITS) {
            value = value * 10 + cursor.peek() - '0';
            digits++;
            cursor.skip();
        }
        if (digits == 0 || digits > VERSION_DIGITS) throw unknownDirective(sign);
        return value;
    }

    private List<String> handleAndPrefix(int sign) {
        if (cursor.peek() != '!') throw unknownDirective(sign);
        cursor.skip();
        String handle = "!" + word();
        if (cursor.peek() == '!') {
            cursor.skip();
            handle += "!";
        } else if (handle.length() > 1) {
            throw unknownDirective(sign);
        }
        if (!cursor.isBlank(0)) throw unknownDirective(sign);
        cursor.skipBlanks();
        String prefix = uri("", sign);
        if (prefix.isEmpty() || !cursor.isSeparation(0)) throw unknownDirective(sign);
        return List.of(handle, prefix);
    }

    private String word() {
        ByteBuilder word = new ByteBuilder();
        while (isWord(cursor.peek())) cursor.read(word);
        return word.toString();
    }

    private String uri(String head, int sign) {
        ByteBuilder uri = new ByteBuilder();
        while (isWord(cursor.peek()) || (cursor.peek() != 0 && ";/?:@&=+$,.!~*'()[]%".indexOf(cursor.peek()) >= 0)) {
            if (cursor.peek() == '%') escaped(uri, sign);
            else cursor.read(uri);
        }
        return head + uri;
    }

    private void escaped(ByteBuilder uri, int sign) {
        int high = Character.digit(cursor.peek(1), 16);
        int low = Character.digit(cursor.peek(2), 16);
        if (high < 0 || low < 0)
            throw new Unreadable(sign, "a tag holds % without two digits", "write %25 for a percent sign");
        uri.append(new byte[] {(byte) (high * 16 + low)}, 0, 1);
        cursor.skip(3);
    }

    private static boolean isWord(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
    }
}
