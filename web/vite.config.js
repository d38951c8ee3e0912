import { defineConfig } from "vite";

// One script, no chunks: it is built into the program and served from the reader's own machine.
export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2022",
    modulePreload: false,
    reportCompressedSize: false,
    lib: { entry: "src/app.tsx", formats: ["es"], fileName: () => "app.js" },
  },
  define: { "process.env.NODE_ENV": '"production"' },
});
