package dev.leastwise.change;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.YamlNode;

/** Refuses texts whose bytes could not be written back, or whose lines are not what most programs take for them. */
final class Encodings {

    static void check(SourceText source, YamlNode root) {
        if (!source.isFaithful()) {
            throw refusal(
                    0, "the input is no well-formed text, and would be damaged elsewhere too", "save it as UTF-8");
        }
        if (source.isPrintableAscii()) return;
        byte[] bytes = source.bytes();
        for (int i = root.start(); i < root.end(); i++) {
            if (isOddBreak(bytes, i)) {
                throw refusal(
                        i,
                        "a line ends here with a character that most programs take for none",
                        "end it with a line feed");
            }
            if (is(bytes, i, 0xEF, 0xBB, 0xBF)) throw refusal(i, "a byte order mark stands amid the text", "delete it");
        }
    }

    /** A carriage return alone, NEL, LS or PS. */
    private static boolean isOddBreak(byte[] bytes, int i) {
        if (bytes[i] == '\r') return i + 1 == bytes.length || bytes[i + 1] != '\n';
        return is(bytes, i, 0xC2, 0x85) || is(bytes, i, 0xE2, 0x80, 0xA8) || is(bytes, i, 0xE2, 0x80, 0xA9);
    }

    private static boolean is(byte[] bytes, int offset, int... sequence) {
        if (offset + sequence.length > bytes.length) return false;
        for (int i = 0; i < sequence.length; i++) {
            if ((bytes[offset + i] & 0xFF) != sequence[i]) return false;
        }
        return true;
    }

    private static Refusal refusal(int offset, String fact, String remedy) {
        return new Refusal(Obstacle.ENCODING, offset, offset, fact, remedy);
    }

    private Encodings() {}
}
