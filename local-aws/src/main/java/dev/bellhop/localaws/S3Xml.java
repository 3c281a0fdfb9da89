package dev.bellhop.localaws;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** The XML of S3's REST API, as much of it as is spoken here. */
final class S3Xml {

    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private S3Xml() {}

    @FunctionalInterface
    private interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    static String error(S3RefusedException refused, String resource, String requestId) {
        return document("Error", "", xml -> {
            element(xml, "Code", refused.code());
            element(xml, "Message", String.valueOf(refused.getMessage()));
            element(xml, "Resource", resource);
            element(xml, "RequestId", requestId);
        });
    }

    /**
     * A part of a bucket's list.
     *
     * @param more whether there is more behind
     * @param encoded whether keys are to be URL-encoded, as XML can't have every character
     */
    static String list(String bucket, String prefix, int most, List<StoredObject> page, boolean more, boolean encoded) {
        UnaryOperator<String> key = each -> encoded ? S3Signature.encoded(each).replace("%2F", "/") : each;
        return document("ListBucketResult", NAMESPACE, xml -> {
            element(xml, "Name", bucket);
            element(xml, "Prefix", key.apply(prefix));
            element(xml, "KeyCount", Integer.toString(page.size()));
            element(xml, "MaxKeys", Integer.toString(most));
            if (encoded) {
                element(xml, "EncodingType", "url");
            }
            element(xml, "IsTruncated", Boolean.toString(more));
            if (more && !page.isEmpty()) {
                element(xml, "NextContinuationToken", page.getLast().key());
            }
            for (StoredObject object : page) {
                xml.writeStartElement("Contents");
                element(xml, "Key", key.apply(object.key()));
                element(xml, "LastModified", object.modified().toString());
                element(xml, "ETag", "\"" + object.etag() + "\"");
                element(xml, "Size", Long.toString(object.size()));
                element(xml, "StorageClass", "STANDARD");
                xml.writeEndElement();
            }
        });
    }

    /** What was deleted, of many. */
    static String deleted(List<String> keys) {
        return document("DeleteResult", NAMESPACE, xml -> {
            for (String key : keys) {
                xml.writeStartElement("Deleted");
                element(xml, "Key", key);
                xml.writeEndElement();
            }
        });
    }

    /** Which objects are to be deleted. */
    static List<String> keys(String body) throws S3RefusedException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(body));
            List<String> keys = new ArrayList<>();
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("Key")) {
                    keys.add(xml.getElementText());
                }
            }
            return keys;
        } catch (XMLStreamException e) {
            throw new S3RefusedException(400, "MalformedXML", "The XML you provided was not well-formed.");
        }
    }

    private static String document(String root, String namespace, Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement(root);
            if (!namespace.isEmpty()) {
                xml.writeDefaultNamespace(namespace);
            }
            content.write(xml);
            xml.writeEndElement();
            xml.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Writing to memory can't fail", e);
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
