package dev.leastwise.yaml;

import dev.leastwise.source.SourceText;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/** Reads the files and folders that it is given and does nothing else: to be timed as a whole process, cold as check is. */
public final class ReadingProcess {

    private int files;
    private int nodes;

    public static void main(String[] paths) throws IOException {
        ReadingProcess process = new ReadingProcess();
        for (String path : paths) process.read(new File(path));
        System.out.println(process.files + " files, " + process.nodes + " nodes");
    }

    private void read(File file) throws IOException {
        File[] children = file.listFiles();
        if (children != null) {
            for (File child : children) {
                if (child.isDirectory() || child.getName().endsWith(".yaml")) read(child);
            }
            return;
        }
        files++;
        try (FileInputStream in = new FileInputStream(file)) {
            for (Document document : YamlReader.documents(SourceText.decode(file.getPath(), in.readAllBytes()))) {
                if (document instanceof Document.Parsed parsed) count(parsed.root());
            }
        }
    }

    private void count(YamlNode node) {
        nodes++;
        if (node instanceof Sequence sequence) {
            for (YamlNode item : sequence.items()) count(item);
        } else if (node instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                count(mapping.key(i));
                count(mapping.value(i));
            }
        }
    }
}
