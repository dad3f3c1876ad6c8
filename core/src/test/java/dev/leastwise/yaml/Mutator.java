package dev.leastwise.yaml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages documents a little, where it hurts a YAML reader: bytes, indentation, lines, and tokens put in at random. */
final class Mutator {

    private static final int LONGEST = 1500;

    private static final String BYTES = " \n\t\r:-#'\"[]{},&*!|>%@`\\?~0a.+=";

    private static final List<String> TOKENS = List.of(
            ": ",
            "- ",
            " #",
            "\n",
            "\n\n",
            "\r\n",
            "|\n",
            ">-\n",
            "|+\n",
            "|2\n",
            ">1\n",
            "&a ",
            "*a",
            "&b\n",
            "<<: ",
            "...\n",
            "---\n",
            "!!str ",
            "!t ",
            "! ",
            "\"",
            "''",
            "\\x41",
            "\\u00e9",
            "\\\n",
            "\\ud83d",
            "\\N",
            "? ",
            "\n: ",
            "{a: b}",
            "{a, b: }",
            "[x, 'y']",
            "[a: b]",
            "{{a}}",
            "~",
            "null: ",
            "\n  ",
            "\n    ",
            "\n # c\n",
            "  ",
            "\t",
            "\t# c",
            " \t",
            "\u00e9",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\ud83d\ude00",
            "\u00a0",
            "\u0001",
            "%YAML 1.1\n",
            "- - ",
            "- a: ",
            "k: |\n  ",
            "\"a\": ",
            "'b': ",
            "\"x\\\n  y\"",
            "-\n",
            ":\n",
            "a:\n- b\n",
            "x\n  y",
            "#",
            ",",
            ", ");

    private final Random random;
    private final List<byte[]> seeds;

    Mutator(Random random, List<byte[]> seeds) {
        this.random = random;
        this.seeds = seeds;
    }

    byte[] next() {
        byte[] text = part(pick(seeds));
        for (int i = random.nextInt(4); i >= 0; i--) text = mutate(text);
        return text;
    }

    /** Some whole lines of a text, moved to the left together. */
    private byte[] part(byte[] text) {
        List<byte[]> lines = lines(text);
        int from = random.nextBoolean() ? 0 : random.nextInt(lines.size());
        int indent = Integer.MAX_VALUE;
        int length = 0;
        int to = from;
        while (to < lines.size() && length + lines.get(to).length <= LONGEST) {
            byte[] line = lines.get(to++);
            length += line.length;
            if (indentation(line) < line.length - 1) indent = Math.min(indent, indentation(line));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        for (byte[] line : lines.subList(from, to)) {
            int cut = Math.min(indent, indentation(line));
            out.write(line, cut, line.length - cut);
        }
        return out.toByteArray();
    }

    private byte[] mutate(byte[] text) {
        int at = random.nextInt(text.length + 1);
        return switch (random.nextInt(10)) {
            case 0 -> splice(text, at, at, new byte[] {(byte) BYTES.charAt(random.nextInt(BYTES.length()))});
            case 1 ->
                splice(text, at, Math.min(text.length, at + 1), new byte[] {
                    (byte) BYTES.charAt(random.nextInt(BYTES.length()))
                });
            case 2 -> splice(text, at, Math.min(text.length, at + 1 + random.nextInt(3)), new byte[0]);
            case 3, 4 -> splice(text, at, at, pick(TOKENS).getBytes(StandardCharsets.UTF_8));
            case 5 -> splice(text, random.nextBoolean() ? at : text.length, text.length, new byte[0]);
            default -> mutateLine(text);
        };
    }

    private byte[] mutateLine(byte[] text) {
        if (text.length == 0) return text;
        List<byte[]> lines = lines(text);
        int i = random.nextInt(lines.size());
        byte[] line = lines.get(i);
        int spaces = indentation(line);
        switch (random.nextInt(8)) {
            case 0 -> lines.remove(i);
            case 1 -> lines.add(random.nextInt(lines.size()), line);
            case 2 ->
                lines.set(
                        i,
                        splice(
                                line,
                                0,
                                spaces,
                                " ".repeat(random.nextInt(spaces + 5)).getBytes(StandardCharsets.UTF_8)));
            case 3 -> lines.set(i, splice(line, spaces, spaces, "- ".getBytes(StandardCharsets.UTF_8)));
            case 4 -> lines.set(i, splice(line, spaces, spaces, pick(TOKENS).getBytes(StandardCharsets.UTF_8)));
            case 5 ->
                lines.set(
                        i,
                        splice(
                                line,
                                Math.max(spaces, line.length - 1),
                                line.length,
                                (pick(TOKENS) + "\n").getBytes(StandardCharsets.UTF_8)));
            case 6 -> lines.addAll(i, lines(part(pick(seeds))).subList(0, 1));
            default -> indentFrom(lines, i, random.nextInt(4) + 1);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 16);
        for (byte[] each : lines) out.writeBytes(each);
        return out.toByteArray();
    }

    private void indentFrom(List<byte[]> lines, int from, int by) {
        int count = 1 + random.nextInt(4);
        for (int i = from; i < Math.min(lines.size(), from + count); i++) {
            lines.set(i, splice(lines.get(i), 0, 0, " ".repeat(by).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static byte[] splice(byte[] text, int from, int to, byte[] put) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + put.length);
        out.write(text, 0, from);
        out.writeBytes(put);
        out.write(text, to, text.length - to);
        return out.toByteArray();
    }

    private static int indentation(byte[] line) {
        int i = 0;
        while (i < line.length && line[i] == ' ') i++;
        return i;
    }

    private static List<byte[]> lines(byte[] text) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '\n' && i < text.length - 1) continue;
            byte[] line = new byte[i + 1 - start];
            System.arraycopy(text, start, line, 0, line.length);
            lines.add(line);
            start = i + 1;
        }
        if (lines.isEmpty()) lines.add(text);
        return lines;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
