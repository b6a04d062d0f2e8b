import { deriveEpochKeys, loadSodium, sealEnvelope } from '#crypto'
const random = (n: number) => crypto.getRandomValues(new Uint8Array(n))
const real = await loadSodium(random)
const sig = random(64)
const header: any = { kind:'update', format:1, forum:'f0'.repeat(32), scope:'forum', document:'agenda', epochId:'e0'.repeat(32), device:'d0'.repeat(32), incarnation:'c0'.repeat(16), seq:4711, prev:'b0'.repeat(32), chainHeads:['a0'.repeat(32)], deps:['90'.repeat(32)] }
const keys = deriveEpochKeys(real, { forum: header.forum, scope:'forum', epochId: header.epochId, epochKey: random(32) })
const payload = random(64), secret = random(64)
const hash = random(64)
const variants: Record<string, any> = {
  'no sign': { ...real, sign: () => sig },
  'no sign, fixed random': { ...real, sign: () => sig, random: (n:number)=> hash.subarray(0,n) },
  'no sign/random/seal': { ...real, sign: () => sig, random: (n:number)=> hash.subarray(0,n), seal: (_k:any,_n:any,_a:any,m:any)=>new Uint8Array(528) },
  'nothing of libsodium': { ...real, sign: () => sig, random: (n:number)=> hash.subarray(0,n), seal: ()=>new Uint8Array(528), hash: (n:number)=>hash.subarray(0,n) },
}
for (let pass=0; pass<2; pass++) for (const [name, s] of Object.entries(variants)) {
  const f = () => sealEnvelope(s, keys, secret, header, payload)
  for (let i=0;i<5000;i++) f()
  const r:number[]=[]; for(let k=0;k<400;k++){const a=performance.now(); for (let i=0;i<20;i++) f(); r.push((performance.now()-a)*1000/20)} r.sort((a,b)=>a-b); if(pass) console.log(name.padEnd(34), r[100]!.toFixed(2), r[200]!.toFixed(2),'µs')
}
