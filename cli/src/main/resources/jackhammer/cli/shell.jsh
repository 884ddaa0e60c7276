/set mode jackhammer -quiet
/set prompt jackhammer @PROMPTS@
/set truncation jackhammer 1000000000
/set format jackhammer pre "|  "
/set format jackhammer post "%n"
/set format jackhammer display ""
/set format jackhammer display "{value}{post}" expression-ok
/set format jackhammer display "{value}{post}" varvalue-ok
import java.io.*;
import java.math.*;
import java.nio.file.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
@IMPORTS@
void print(Object... values) { System.out.println(Stream.of(values).map(String::valueOf).collect(Collectors.joining(" "))); }
