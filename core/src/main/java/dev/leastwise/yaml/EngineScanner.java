package dev.leastwise.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.scanner.Scanner;
import org.snakeyaml.engine.v2.tokens.BlockEndToken;
import org.snakeyaml.engine.v2.tokens.BlockEntryToken;
import org.snakeyaml.engine.v2.tokens.BlockMappingStartToken;
import org.snakeyaml.engine.v2.tokens.BlockSequenceStartToken;
import org.snakeyaml.engine.v2.tokens.DocumentEndToken;
import org.snakeyaml.engine.v2.tokens.DocumentStartToken;
import org.snakeyaml.engine.v2.tokens.FlowEntryToken;
import org.snakeyaml.engine.v2.tokens.FlowMappingEndToken;
import org.snakeyaml.engine.v2.tokens.FlowMappingStartToken;
import org.snakeyaml.engine.v2.tokens.FlowSequenceEndToken;
import org.snakeyaml.engine.v2.tokens.FlowSequenceStartToken;
import org.snakeyaml.engine.v2.tokens.KeyToken;
import org.snakeyaml.engine.v2.tokens.StreamEndToken;
import org.snakeyaml.engine.v2.tokens.StreamStartToken;
import org.snakeyaml.engine.v2.tokens.Token;
import org.snakeyaml.engine.v2.tokens.ValueToken;

/**
 * Cuts a document into tokens for snakeyaml-engine's parser as libyaml does, from which go-yaml v2 descends (scannerc.go);
 * the engine's own scanner follows YAML 1.2. The indexes of marks are byte offsets of the source.
 */
final class EngineScanner implements Scanner {

    private static final int KEY_CHARACTERS = 1024;

    private final TokenCursor cursor;
    private final ScalarScanner scalars;
    private final TagScanner tags;
    private final List<Token> tokens = new ArrayList<>();
    private int head;
    private int taken;

    private final List<Integer> indents = new ArrayList<>();
    private int indent = -1;

    /** The place on each flow level, the block level first, at which a key without question mark may have begun. */
    private final List<SimpleKey> simpleKeys = new ArrayList<>();

    private boolean keyAllowed = true;
    private KeyState keyState = KeyState.NONE;
    private boolean ended;

    EngineScanner(TokenCursor cursor) {
        this.cursor = cursor;
        this.scalars = new ScalarScanner(cursor);
        this.tags = new TagScanner(cursor);
        simpleKeys.add(SimpleKey.NONE);
        add(new StreamStartToken(cursor.mark(), cursor.mark()));
    }

    @Override
    public boolean hasNext() {
        fetch();
        return head < tokens.size();
    }

    @Override
    public Token peekToken() {
        fetch();
        return tokens.get(head);
    }

    @Override
    public Token next() {
        fetch();
        taken++;
        Token token = tokens.get(head++);
        checkColon(token);
        if (head == tokens.size()) {
            tokens.clear();
            head = 0;
        }
        return token;
    }

    /** The engine's parser takes a scalar right behind a scalar that is a key for its value. */
    private void checkColon(Token token) {
        switch (token.getTokenId()) {
            case Key -> keyState = KeyState.BEGUN;
            case Anchor, Tag -> {}
            case Scalar -> {
                if (keyState == KeyState.READ) {
                    throw new Unreadable(
                            token.getStartMark().map(Mark::getIndex).orElse(0),
                            "a value has no colon before it",
                            "write : between key and value");
                }
                keyState = keyState == KeyState.BEGUN ? KeyState.READ : KeyState.NONE;
            }
            default -> keyState = KeyState.NONE;
        }
    }

    @Override
    public boolean checkToken(Token.ID id) {
        return hasNext() && peekToken().getTokenId() == id;
    }

    @Override
    public boolean checkToken(Token.ID... ids) {
        if (!hasNext()) return false;
        if (ids.length == 0) return true;
        Token.ID next = peekToken().getTokenId();
        for (Token.ID id : ids) {
            if (id == next) return true;
        }
        return false;
    }

    @Override
    public void resetDocumentIndex() {}

    private void fetch() {
        while (!ended && (head == tokens.size() || headMayBeKey())) fetchNext();
    }

    private boolean headMayBeKey() {
        for (int level = 0; level < simpleKeys.size(); level++) {
            if (simpleKeys.get(level).token == taken && isValid(level)) return true;
        }
        return false;
    }

    private void fetchNext() {
        skipToToken();
        unroll(cursor.column);
        int c = cursor.peek();
        if (c == 0) {
            end();
        } else if (cursor.column == 0 && c == '%') {
            beginDocumentLevel();
            add(tags.directive());
        } else if (cursor.isDocumentMarker('-') || cursor.isDocumentMarker('.')) {
            documentMarker(c);
        } else if (!indicator(c)) {
            scalar(c);
        }
    }

    private void skipToToken() {
        while (true) {
            while (cursor.peek() == ' ' || ((inFlow() || !keyAllowed) && cursor.peek() == '\t')) cursor.skip();
            cursor.skipComment();
            if (!cursor.isBreak()) return;
            cursor.skipBreak();
            if (!inFlow()) keyAllowed = true;
        }
    }

    private boolean inFlow() {
        return simpleKeys.size() > 1;
    }

    private void end() {
        if (cursor.column != 0) {
            cursor.column = 0;
            cursor.line++;
        }
        beginDocumentLevel();
        add(new StreamEndToken(cursor.mark(), cursor.mark()));
        ended = true;
    }

    private void beginDocumentLevel() {
        unroll(-1);
        dropKey();
        keyAllowed = false;
    }

    private void documentMarker(int c) {
        beginDocumentLevel();
        Optional<Mark> start = cursor.mark();
        cursor.skip(3);
        add(c == '-' ? new DocumentStartToken(start, cursor.mark()) : new DocumentEndToken(start, cursor.mark()));
    }

    /** Takes a token of one indicator character; false where none begins here. */
    private boolean indicator(int c) {
        switch (c) {
            case '[', '{' -> openFlow(c);
            case ']', '}' -> closeFlow(c);
            case ',' -> {
                dropKey();
                keyAllowed = true;
                Optional<Mark> start = cursor.mark();
                cursor.skip();
                add(new FlowEntryToken(start, cursor.mark()));
            }
            case '-' -> {
                if (!cursor.isSeparation(1)) return false;
                blockEntry();
            }
            case '?' -> {
                if (!inFlow() && !cursor.isSeparation(1)) return false;
                explicitKey();
            }
            case ':' -> {
                if (!inFlow() && !cursor.isSeparation(1)) return false;
                value();
            }
            case '*', '&' -> {
                saveKey();
                keyAllowed = false;
                add(tags.anchor());
            }
            case '!' -> {
                saveKey();
                keyAllowed = false;
                add(tags.tag());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void scalar(int c) {
        if ((c == '|' || c == '>') && !inFlow()) {
            dropKey();
            keyAllowed = true;
            add(scalars.block(indent));
            return;
        }
        boolean quoted = c == '\'' || c == '"';
        if (!quoted && !beginsPlain(c)) {
            String fact = c == '\t' ? "a tab indents a line" : "no value begins with " + (char) c;
            throw new Unreadable(cursor.at, fact, c == '\t' ? "indent with spaces" : "quote it");
        }
        saveKey();
        keyAllowed = false;
        if (quoted) {
            add(c == '"' ? scalars.doubleQuoted() : scalars.singleQuoted());
            return;
        }
        add(scalars.plain(indent, inFlow()));
        if (scalars.endedInBlankLine()) keyAllowed = true;
    }

    private boolean beginsPlain(int c) {
        if (c == '-') return !cursor.isBlank(1);
        if (c == '?' || c == ':') return !inFlow() && !cursor.isSeparation(1);
        return c != '\t' && ",[]{}#&*!|>%@`".indexOf(c) < 0;
    }

    private void openFlow(int c) {
        saveKey();
        if (simpleKeys.size() > Limits.DEPTH) {
            throw new Unreadable(
                    cursor.at,
                    "collections are nested more than " + Limits.DEPTH + " deep",
                    "no Kubernetes object needs that: flatten it");
        }
        simpleKeys.add(SimpleKey.NONE);
        keyAllowed = true;
        Optional<Mark> start = cursor.mark();
        cursor.skip();
        add(
                c == '['
                        ? new FlowSequenceStartToken(start, cursor.mark())
                        : new FlowMappingStartToken(start, cursor.mark()));
    }

    private void closeFlow(int c) {
        dropKey();
        if (inFlow()) simpleKeys.removeLast();
        keyAllowed = false;
        Optional<Mark> start = cursor.mark();
        cursor.skip();
        add(c == ']' ? new FlowSequenceEndToken(start, cursor.mark()) : new FlowMappingEndToken(start, cursor.mark()));
    }

    private void blockEntry() {
        if (!inFlow()) {
            if (!keyAllowed)
                throw new Unreadable(cursor.at, "a list item does not begin its line", "begin it on a line of its own");
            if (roll(cursor.column)) add(new BlockSequenceStartToken(cursor.mark(), cursor.mark()));
        }
        dropKey();
        keyAllowed = true;
        Optional<Mark> start = cursor.mark();
        cursor.skip();
        add(new BlockEntryToken(start, cursor.mark()));
    }

    private void explicitKey() {
        if (!inFlow()) {
            if (!keyAllowed)
                throw new Unreadable(cursor.at, "a key does not begin its line", "begin it on a line of its own");
            if (roll(cursor.column)) add(new BlockMappingStartToken(cursor.mark(), cursor.mark()));
        }
        dropKey();
        keyAllowed = !inFlow();
        Optional<Mark> start = cursor.mark();
        cursor.skip();
        add(new KeyToken(start, cursor.mark()));
    }

    private void value() {
        int level = simpleKeys.size() - 1;
        if (isValid(level)) {
            SimpleKey key = simpleKeys.get(level);
            int position = head + key.token - taken;
            tokens.add(position, new KeyToken(key.mark(), key.mark()));
            if (!inFlow() && roll(key.column)) tokens.add(position, new BlockMappingStartToken(key.mark(), key.mark()));
            simpleKeys.set(level, SimpleKey.NONE);
            keyAllowed = false;
        } else {
            if (!inFlow()) {
                if (!keyAllowed) {
                    throw new Unreadable(
                            cursor.at,
                            "a value stands where none can",
                            "quote the text before, or begin the key on its own line");
                }
                if (roll(cursor.column)) add(new BlockMappingStartToken(cursor.mark(), cursor.mark()));
            }
            keyAllowed = !inFlow();
        }
        Optional<Mark> start = cursor.mark();
        cursor.skip();
        add(new ValueToken(start, cursor.mark()));
    }

    private void add(Token token) {
        tokens.add(token);
    }

    /** Notes that a key may begin here. */
    private void saveKey() {
        if (!keyAllowed) return;
        boolean required = !inFlow() && indent == cursor.column;
        dropKey();
        int token = taken + tokens.size() - head;
        simpleKeys.set(
                simpleKeys.size() - 1,
                new SimpleKey(token, required, cursor.at, cursor.line, cursor.column, cursor.index));
    }

    private void dropKey() {
        int level = simpleKeys.size() - 1;
        SimpleKey key = simpleKeys.get(level);
        if (key.possible() && key.required) throw key.lacksColon();
        simpleKeys.set(level, SimpleKey.NONE);
    }

    /** Whether what began there can still be a key: on one line, within 1,024 characters. */
    private boolean isValid(int level) {
        SimpleKey key = simpleKeys.get(level);
        if (!key.possible()) return false;
        if (key.line == cursor.line && cursor.index - key.index <= KEY_CHARACTERS) return true;
        if (key.required) throw key.lacksColon();
        simpleKeys.set(level, SimpleKey.NONE);
        return false;
    }

    /** Begins a block collection where the column is further right than the current one's; false where it is not. */
    private boolean roll(int column) {
        if (indent >= column) return false;
        indents.add(indent);
        indent = column;
        return true;
    }

    /** Ends the block collections that are further right. */
    private void unroll(int column) {
        if (inFlow()) return;
        while (indent > column) {
            add(new BlockEndToken(cursor.mark(), cursor.mark()));
            indent = indents.removeLast();
        }
    }

    /** How far the parser has come with a key. */
    private enum KeyState {
        NONE,
        BEGUN,
        READ
    }

    private record SimpleKey(int token, boolean required, int offset, int line, int column, int index) {

        private static final SimpleKey NONE = new SimpleKey(-1, false, 0, 0, 0, 0);

        boolean possible() {
            return token >= 0;
        }

        Optional<Mark> mark() {
            return TokenCursor.mark(offset, line, column);
        }

        Unreadable lacksColon() {
            return new Unreadable(offset, "a key has no colon", "write : and a blank behind it");
        }
    }
}
