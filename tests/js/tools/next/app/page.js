"use client";
import { useEffect, useState } from "react";
import { inline, ordinary, verdicts } from "../entries.js";

export default function Page() {
  const [texts, setTexts] = useState(["", ""]);
  useEffect(() => {
    (async () => {
      const files = await Promise.all(["license.lic", "keys.json"].map(async (name) => (await fetch(name)).text()));
      setTexts([await verdicts(ordinary, ...files), await verdicts(inline, ...files)]);
    })();
  }, []);
  return <><pre role="region" aria-label="Ordinary">{texts[0]}</pre><pre role="region" aria-label="Inline">{texts[1]}</pre></>;
}
