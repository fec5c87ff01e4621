/** Loads a map library when a page needs it; {% include "look/_maps.html" %} says where its files are. */

const files = () => document.querySelector('meta[name="map-files"]').dataset;

/** @returns the MapLibre module: const { Map, Marker } = await maplibre() */
export async function maplibre() {
  const { maplibre: module, maplibreWorker, maplibreCss } = files();
  stylesheet(maplibreCss)?.catch(() => {}); // the map draws without
  const gl = await import(module);
  gl.setWorkerUrl(maplibreWorker);
  gl.prewarm(); // its worker starts while the page makes the map ready
  return gl;
}

/** @returns Leaflet's L, once its style is there too */
export async function leaflet() {
  const { leaflet: script, leafletCss } = files();
  const styled = stylesheet(leafletCss);
  if (!globalThis.L) {
    await new Promise((resolve, reject) => {
      const tag = Object.assign(document.createElement("script"), { src: script, onload: resolve, onerror: reject });
      document.head.append(tag);
    });
  }
  await styled;
  return globalThis.L;
}

function stylesheet(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  return new Promise((resolve, reject) => {
    document.head.prepend(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: reject }));
  });
}
