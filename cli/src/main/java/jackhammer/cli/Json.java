package jackhammer.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Maps, lists, strings, numbers and booleans as JSON, and back. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** The value on one line. A NaN or an infinity, which JSON does not have, is written as null. */
  static String line(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The same with a line for each key of the outer map. */
  static String lines(Map<String, ?> map) {
    StringBuilder text = new StringBuilder("{");
    String separator = "\n  ";
    for (Map.Entry<String, ?> e : map.entrySet()) {
      text.append(separator).append(line(e.getKey())).append(": ").append(line(e.getValue()));
      separator = ",\n  ";
    }
    return text.append("\n}\n").toString();
  }

  /**
   * Reads one value: a Map, a List, a String, a Long, a Double, a Boolean or null.
   *
   * @throws JsonProcessingException if it is no JSON; it knows where
   */
  static Object parse(String text) throws JsonProcessingException {
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      Object value = read(json);
      if (json.nextToken() != null) {
        throw new JsonParseException(json, "expected the end after the value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(json));
        }
        yield list;
      }
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String key = json.currentName();
          json.nextToken();
          map.put(key, read(json));
        }
        yield map;
      }
      case null, default -> throw new JsonParseException(json, "expected a value");
    };
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean b -> json.writeBoolean(b);
      case Integer i -> json.writeNumber(i);
      case Long l -> json.writeNumber(l);
      case BigInteger b -> json.writeNumber(b);
      case BigDecimal b -> json.writeNumber(b);
      case Float f -> write(json, (double) f);
      case Double d -> {
        if (Double.isFinite(d)) {
          json.writeNumber(d);
        } else {
          json.writeNull();
        }
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> e : map.entrySet()) {
          json.writeFieldName(String.valueOf(e.getKey()));
          write(json, e.getValue());
        }
        json.writeEndObject();
      }
      // A path is iterable, too.
      case Path path -> json.writeString(path.toString());
      case Iterable<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          write(json, item);
        }
        json.writeEndArray();
      }
      default -> json.writeString(value.toString());
    }
  }
}
