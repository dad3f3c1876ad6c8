package dev.leastwise.image;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.LostEntries;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** An OCI image layout: a folder with an index and blobs that are named by their digests (OCI image-spec image-layout.md). */
public final class OciLayout {

    private static final String MAKE_ONE = "make one: skopeo copy docker://IMAGE oci:DIR:TAG";

    private final Path folder;

    private OciLayout(Path folder) {
        this.folder = folder;
    }

    public static OciLayout open(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw new ImageError("is a file and no OCI image layout", "unpack it into a folder: tar -xf FILE -C DIR");
        }
        if (!Files.isDirectory(folder)) throw new ImageError("no such folder", "check the path");
        if (!Files.isRegularFile(folder.resolve("index.json"))) {
            throw new ImageError("is no OCI image layout: it has no index.json", MAKE_ONE);
        }
        return new OciLayout(folder);
    }

    KubeNode index() {
        Path file = folder.resolve("index.json");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Limits.JSON_BYTES + 1);
            if (bytes.length > Limits.JSON_BYTES) throw tooLarge("index.json");
            return json("index.json", bytes);
        } catch (IOException e) {
            throw unreadable("index.json");
        }
    }

    /** A blob of JSON. */
    KubeNode json(Descriptor descriptor, String what) {
        if (descriptor.size() > Limits.JSON_BYTES) throw tooLarge(what);
        try (InputStream in = blob(descriptor)) {
            return json(what, in.readAllBytes());
        } catch (IOException e) {
            throw unreadable(what);
        }
    }

    /** A blob's bytes, verified as they are read. */
    InputStream blob(Descriptor descriptor) {
        Digest digest = descriptor.digest();
        Path file = folder.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
        if (!Files.isRegularFile(file)) throw ImageError.damaged("blob " + digest + " is not there");
        try {
            return new VerifiedBlob(Files.newInputStream(file), descriptor);
        } catch (IOException e) {
            throw unreadable("blob " + digest);
        }
    }

    private static KubeNode json(String what, byte[] bytes) {
        SourceText source = SourceText.decode(what, bytes);
        Iterator<Document> documents = YamlReader.documents(source).iterator();
        if (documents.hasNext()
                && documents.next() instanceof Document.Parsed parsed
                && parsed.root() instanceof Mapping) {
            KubeNode object = KubeNode.object(source, parsed.root());
            if (LostEntries.of(object).isEmpty()) return object;
            throw ImageError.damaged(what + " says something twice");
        }
        throw ImageError.damaged(what + " is no JSON object");
    }

    private static ImageError tooLarge(String what) {
        return new ImageError(
                what + " has more than " + Limits.JSON_BYTES + " bytes", "no image needs that: make it smaller");
    }

    private static ImageError unreadable(String what) {
        return new ImageError(what + " cannot be read", "check that it may be read");
    }
}
