# collection.sh - sourced: $T/docs, documents of every sort under names that are hard to hand on; a program that does as it is told once.
mkdir -p "$T/docs/sub dir" "$T/docs/.hidden" "$T/once"
cp examples/nagorno-karabach/*.txt examples/nagorno-karabach/MANIFEST.tsv "$T/docs/"
cp tests/odata/portal/*json "$T/docs/sub dir/"
for d in tests/docs/*.d; do
    name=$(basename "$d" .d)
    [ -f "$d/input.txt" ] && cp "$d/input.txt" "$T/docs/sub dir/$name.txt"
    [ -f "$d/input.xml" ] && cp "$d/input.xml" "$T/docs/$name.xml"
done
echo 'Zie Kamerstuk 35 373, nr. 8.' > "$T/docs/.hidden/not read.txt"
cp "$T/docs/.hidden/not read.txt" "$T/docs/README.md"
cp "$T/docs/.hidden/not read.txt" "$T/docs/sub dir/- *a 'line'
end*.txt"
printf '\0\1\2\3' > "$T/docs/no document.bin"
ln -s ../docs/README.md "$T/docs/link.txt"

# What is written in $T/once/00001 (hang, cut, kill, always-cut) happens to that part, the first time.
cat > "$T/program" <<P
#!/bin/bash
part=; for a; do case \$a in *.part) part=\$a ;; esac; done
order=$T/once/\$(basename "\$part" .part) todo=
if [ "\$1" = extract ] && [ -e "\$order" ]; then
    todo=\$(cat "\$order"); [ "\${todo%%-*}" = always ] || rm -f "\$order"
    echo "\$todo \${SLURM_RESTART_COUNT:-0}" >> "\$order.was"
fi
[ "\$1" = extract ] && echo "\$(basename "\$part") \${SLURM_RESTART_COUNT:-0}" >> $T/once/ran
case \$todo in hang) sleep 1000 ;; kill) kill -9 \$\$ ;; esac
"$KG" "\$@"; status=\$?
case \$todo in *cut) truncate -s -100 "\$part" ;; esac
exit \$status
P
chmod +x "$T/program"
export KAMERGRAAF=$T/program
submit=$PWD/scripts/slurm/submit same=$PWD/tests/store/same.py
